/* Answers the lines of formula_line.h, for tests in other languages. */
#include "formula_line.h"

static char line[1 << 20];

int main(void)
{
        while (fgets(line, sizeof line, stdin)) {
                line[strcspn(line, "\n")] = '\0';
                puts(formula_answer(line));
        }
        return 0;
}
