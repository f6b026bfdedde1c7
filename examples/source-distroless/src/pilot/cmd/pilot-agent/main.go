// Command pilot-agent stands for what starts Envoy.
package main

import (
	"istio.io/istio/pkg/bootstrap"
	"istio.io/istio/pkg/command"
	"istio.io/istio/pkg/env"
)

var certificate = env.RegisterStringVar("PILOT_CERT_PROVIDER", "istiod", "Who signs the certificates.").Get()

func main() {
	command.Run("pilot-agent", map[string]string{
		"proxy":          "proxy " + bootstrap.Flavour + " drains for " + bootstrap.DrainDuration.Get().String(),
		"istio-iptables": "istio-iptables for certificates of " + certificate,
	})
}
