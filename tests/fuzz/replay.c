/* Runs a fuzz target over its corpus with any compiler: what libFuzzer once found stays found.
 * usage: replay_<target> DIRECTORY... ; every regular file in them is one input. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
                perror(path);
                return -1;
        }
        fseek(file, 0, SEEK_END);
        long size = ftell(file);
        rewind(file);
        /* Exactly the size: a read past the end is then seen by the sanitizers. */
        uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
        if (size < 0 || data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
                perror(path);
                free(data);
                fclose(file);
                return -1;
        }
        fclose(file);
        LLVMFuzzerTestOneInput(data, (size_t)size);
        free(data);
        return 0;
}

int main(int argc, char **argv)
{
        long count = 0;
        int failures = 0;
        for (int i = 1; i < argc; i++) {
                DIR *directory = opendir(argv[i]);
                if (directory == NULL) {
                        perror(argv[i]);
                        return EXIT_FAILURE;
                }
                for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
                        char path[4096];
                        if (entry->d_name[0] == '.')
                                continue;
                        snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
                        failures += replay_file(path) != 0;
                        count++;
                }
                closedir(directory);
        }
        printf("%ld inputs, %d unreadable\n", count, failures);
        return count > 0 && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
