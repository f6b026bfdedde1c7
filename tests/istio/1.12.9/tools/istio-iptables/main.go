// Command istio-iptables stands for the program that redirects traffic.
package main

import "istio.io/istio/pkg/command"

func main() {
	command.Run("istio-iptables", map[string]string{"": "istio-iptables"})
}
