variable "HUB" {
  default = "registry.example.com"
}

target "app" {
  target = "app"
  args = {
    HUB = HUB
    SOURCE_DATE_EPOCH = "0"
  }
}
