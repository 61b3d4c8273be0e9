/* The first step: from the tree of the JSON text to items. The only place that sees json-c. */
#ifndef PRG__TREE_H
#define PRG__TREE_H

#include "reader.h"

/* Parses the accepted text and fills the programme of the reader from it. The tree is kept until
 * prg__tree_free(), since ids of references lie in it. Findings are in the reader; returns 0, PRG_ENOMEM,
 * PRG_ECANCELLED, PRG_EVERSION (with a finding), or PRG_EINTERNAL. */
int prg__tree_read(prg__reader *reader, void **tree);
void prg__tree_free(void *tree);

#endif
