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

	// EnableProtocolSniffing ended with 1.18.
	EnableProtocolSniffing = env.RegisterBoolVar("PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND", true,
		"Looks at the first bytes "+"of a connection.").Get()

	// Certificate is named once more in the agent.
	Certificate = env.RegisterStringVar("PILOT_CERT_PROVIDER", "istiod", "Who signs the certificates.").Get()
)
