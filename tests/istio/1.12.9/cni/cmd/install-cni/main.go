// Command install-cni stands for the installer of the CNI plug-in.
package main

import "istio.io/istio/cni/pkg/cmd"

func main() {
	cmd.Run()
}
