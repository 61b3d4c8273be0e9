/* Uses a little of everything; from C++; exits with 0 when it works. */
#include <libprogram.h>

#include <cstring>

int main()
{
        prg_report *report;
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        int right = prg_version_number() == PRG_VERSION_NUMBER
                && prg_report_new(&report, nullptr) == 0
                && prg_sink_to_buf(&sink, &buf) == 0
                && prg_sink_write(&sink, "Lai Châu", std::strlen("Lai Châu")) == 0
                && std::strcmp(buf.data, "Lai Châu") == 0
                && prg_report_new(nullptr, nullptr) == PRG_EINVALID
                && prg_error_last()->code == PRG_EINVALID;
        prg_report_free(report);
        prg_buf_dispose(&buf);
        return right ? 0 : 1;
}
