variable "HUB" {
  default = "docker.io/library"
}

target "app" {
  target = "app"
  args = {
    HUB = HUB
    SOURCE_DATE_EPOCH = "0"
  }
}
