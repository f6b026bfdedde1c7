// Package version holds what the linker stamps into every binary.
package version

import (
	"fmt"
	"runtime"
)

var (
	buildVersion     = "unknown"
	buildGitRevision = "unknown"
	buildStatus      = "unknown"
	buildTag         = "unknown"
	buildHub         = "unknown"
	buildOS          = "unknown"
	buildArch        = "unknown"
)

// Short is the version alone.
func Short() string {
	return buildVersion
}

// Long is one line with everything that was stamped, and the Go that compiled it.
func Long() string {
	return fmt.Sprintf("version=%s revision=%s status=%s tag=%s hub=%s platform=%s/%s go=%s",
		buildVersion, buildGitRevision, buildStatus, buildTag, buildHub, buildOS, buildArch, runtime.Version())
}
