module istio.io/istio

go 1.23.0
