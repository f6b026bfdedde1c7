// Package bootstrap stands for what the agent shares with the control plane.
package bootstrap

import (
	"time"

	"istio.io/istio/pkg/env"
)

// DrainDuration is a variable of the agent.
var DrainDuration = env.Register("MINIMUM_DRAIN_DURATION", 5*time.Second, "How long connections may drain.")
