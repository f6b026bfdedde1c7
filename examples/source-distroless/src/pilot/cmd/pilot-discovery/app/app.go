// Package app is the control plane without its control.
package app

import (
	"fmt"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pkg/command"
)

// Run runs the program.
func Run() {
	command.Run("pilot-discovery", map[string]string{
		"discovery": fmt.Sprintf("discovery with throttle %d after %s", features.PushThrottle.Get(), features.DebounceAfter),
	})
}
