#define _POSIX_C_SOURCE 200809L
#include "folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

void folder_make(void)
{
        snprintf(folder, sizeof folder, "/tmp/libprogram-test-XXXXXX");
        if (mkdtemp(folder) == NULL) {
                perror(folder);
                exit(EXIT_FAILURE);
        }
}

const char *folder_path(const char *name)
{
        static char paths[4][FOLDER_PATH_SIZE];
        static int next;
        char *path = paths[next++ % 4];
        snprintf(path, FOLDER_PATH_SIZE, "%s/%s", folder, name);
        return path;
}

static int walk(int removing)
{
        int entries = 0;
        DIR *directory = opendir(folder);
        if (directory == NULL)
                return -1;
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
                if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
                        continue;
                entries++;
                if (removing && unlink(folder_path(entry->d_name)) < 0)
                        rmdir(folder_path(entry->d_name));
        }
        closedir(directory);
        return entries;
}

int folder_entries(void)
{
        return walk(0);
}

void folder_remove(void)
{
        chmod(folder, 0700);
        walk(1);
        rmdir(folder);
}

void folder_write(const char *name, const char *text)
{
        FILE *file = fopen(folder_path(name), "wb");
        if (file == NULL || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file) != 0) {
                perror(name);
                exit(EXIT_FAILURE);
        }
}

const char *folder_read(const char *name)
{
        static char text[1000001];
        FILE *file = fopen(folder_path(name), "rb");
        if (file == NULL)
                return NULL;
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        return text;
}
