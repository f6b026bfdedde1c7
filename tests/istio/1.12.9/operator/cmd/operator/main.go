// Command operator stands for the operator in the cluster.
package main

import "istio.io/istio/pkg/command"

func main() {
	command.Run("operator", map[string]string{"server": "operator server"})
}
