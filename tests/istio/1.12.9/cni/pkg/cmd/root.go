// Package cmd has the flags of the installer, which can be given in the environment, too.
package cmd

import (
	"flag"

	"istio.io/istio/cni/pkg/constants"
	"istio.io/istio/pkg/command"
)

func init() {
	registerBooleanParameter(constants.ChainedCNIPlugin, true, "Whether the plug-in is chained to another.")
	registerStringParameter(constants.CNINetDir, "/etc/cni/net.d", "Where the networks are configured.")
	registerIntegerParameter(constants.MonitoringPort, 15014, "Where metrics are served.")
}

func registerStringParameter(name, value, usage string) {
	flag.String(name, value, usage)
}

func registerBooleanParameter(name string, value bool, usage string) {
	flag.Bool(name, value, usage)
}

func registerIntegerParameter(name string, value int, usage string) {
	flag.Int(name, value, usage)
}

// Run runs the program.
func Run() {
	command.Run("install-cni", map[string]string{"": "install-cni"})
}
