package dev.netlab.netlink.nft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NftWordsTest {
  /** In each, nft 1.0.6 opens the file, or would if its grammar were more lenient. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"/etc/shadow\"",
        "include\"/etc/shadow\"",
        "\tinclude\t\"./x\"",
        "include \\\n \"/etc/shadow\"",
        "table ip x {\n include \"/etc/shadow\"\n}",
        "table ip x { chain c { include \"*.nft\"; }; }",
        "add table ip x; include \"/etc/shadow\"",
        "# a comment\ninclude \"/etc/shadow\"",
        "# \" \ninclude \"/etc/shadow\"",
        "add table ip x comment \"# \"; include \"/etc/shadow\"",
        "add table ip x comment \"\n\"; include \"/etc/shadow\"",
        "define x = \"include\"\ninclude $x",
        "define x = 1include \"/etc/shadow\"",
        "define x = 1/include \"/etc/shadow\"",
        "\"\"include\"/etc/shadow\"",
        "{include \"/etc/shadow\"}",
        "include \"/etc/shadow", // not closed
        "'include \"/etc/shadow\"",
        "monitor",
        "add table ip x; monitor rules\n"
      })
  void findsWordsThatReadFilesOrNeverEnd(String text) {
    assertThat(NftWords.forbidden(text))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(text.substring(found.offset())).startsWith(found.word()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table ip x { chain included { }; chain x.include { }; set my-include { }; set a1include { }; }",
        "add rule ip x c counter comment \"do not include it\"",
        "# include \"/etc/shadow\"\nadd table ip x # monitor",
        "add rule ip x c iifname \"include\" accept",
        "add rule ip x c iifname \"monitor\" accept\n\n"
      })
  void leavesQuotesCommentsAndLongerWordsAlone(String text) {
    assertThat(NftWords.forbidden(text)).isEmpty();
  }
}
