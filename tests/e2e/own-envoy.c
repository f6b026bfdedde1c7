/* Stands for an Envoy of the user's own: no Go program, linked so that it runs on every base image. It answers what such a
   program is asked in a test: which one it is, and whether a file is readable to it. */
#include <stdio.h>
#include <string.h>

int main(int count, char **words) {
  if (count == 3 && strcmp(words[1], "--config-path") == 0) {
    FILE *file = fopen(words[2], "r");
    if (file == NULL) {
      perror(words[2]);
      return 1;
    }
    fclose(file);
  }
  puts("envoy  version: own/1.36.4/Clean/RELEASE/BoringSSL");
  return 0;
}
