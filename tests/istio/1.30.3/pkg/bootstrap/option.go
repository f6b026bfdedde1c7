//go:build !agent

package bootstrap

import "istio.io/istio/pilot/pkg/features"

// Flavour tells whether the build tags of the agent were given: without them, the control plane's variables are linked.
var Flavour = "full " + features.Certificate
