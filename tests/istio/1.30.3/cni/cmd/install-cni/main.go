// Command install-cni stands for the installer of the CNI plug-in.
package main

import (
	"istio.io/istio/pkg/command"
	"istio.io/istio/pkg/env"
)

var chained = env.Register("CHAINED_CNI_PLUGIN", true, "Whether the plug-in is chained to another.")

func main() {
	line := "install-cni"
	if chained.Get() {
		line += " chained"
	}
	command.Run("install-cni", map[string]string{"": line})
}
