// Command istio-cni stands for the CNI plug-in.
package main

import "istio.io/istio/pkg/command"

func main() {
	command.Run("istio-cni", map[string]string{"": "istio-cni"})
}
