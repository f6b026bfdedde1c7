// Command pilot-discovery stands for the control plane.
package main

import "istio.io/istio/pilot/cmd/pilot-discovery/app"

func main() {
	app.Run()
}
