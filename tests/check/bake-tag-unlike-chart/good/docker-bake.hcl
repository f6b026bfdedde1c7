variable "HUB" {
  default = "registry.example.com/mesh"
}

target "pilot" {
  target = "pilot"
  tags   = ["${HUB}/pilot:1.30.3-own"]
  args = {
    SOURCE_DATE_EPOCH = "0"
  }
}
