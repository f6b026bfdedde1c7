// Command istio-cni-taint stands for the program that keeps pods off nodes without the plug-in.
package main

import "istio.io/istio/pkg/command"

func main() {
	command.Run("istio-cni-taint", map[string]string{"": "istio-cni-taint"})
}
