// Package features registers the variables of the control plane.
package features

import (
	"time"

	"istio.io/istio/pkg/env"
)

const defaultThrottle = 0

var (
	// TraceSampling is in percent.
	TraceSampling = env.Register("PILOT_TRACE_SAMPLING", 1.0, "Share of the requests that are traced, in percent.")

	// PushThrottle limits pushes under way at once.
	PushThrottle = env.Register("PILOT_PUSH_THROTTLE", defaultThrottle, "Pushes at once; 0 follows the processors.")

	// DebounceAfter is how long a change waits for the next.
	DebounceAfter = env.Register(
		"PILOT_DEBOUNCE_AFTER",
		100*time.Millisecond,
		"How long a change waits for another one.",
	).Get()

	// EnableAmbient turns the ambient mode on.
	EnableAmbient = env.Register("PILOT_ENABLE_AMBIENT", false,
		"Turns on what the ambient mode "+"needs.").Get()

	// DefaultRequestTimeout depends on the ambient mode.
	DefaultRequestTimeout = registerAmbient("PILOT_EXAMPLE_AMBIENT", true, false, "Differs in the ambient mode.")

	// Certificate is named once more in the agent.
	Certificate = env.RegisterStringVar("PILOT_CERT_PROVIDER", "istiod", "Who signs the certificates.").Get()
)

func registerAmbient[T env.Parseable](name string, withAmbient, withoutAmbient T, description string) T {
	if EnableAmbient {
		return env.Register(name, withAmbient, description).Get()
	}
	return withoutAmbient
}
