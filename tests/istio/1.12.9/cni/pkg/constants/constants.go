// Package constants names the flags of the installer.
package constants

// The names of flags are those of variables in lower case.
const (
	ChainedCNIPlugin = "chained-cni-plugin"
	CNINetDir        = "cni-net-dir"
	MonitoringPort   = "monitoring-port"
)
