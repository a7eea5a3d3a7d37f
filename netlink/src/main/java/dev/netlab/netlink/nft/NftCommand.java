package dev.netlab.netlink.nft;

import dev.netlab.netlink.netns.Namespace;
import java.util.List;
import java.util.Optional;

/** The program {@code nft}, started once for each run, for machines without the library. */
public final class NftCommand implements Nft {
  private final Program program;

  NftCommand(Program program) {
    this.program = program;
  }

  static Optional<NftCommand> find() {
    return Program.find("nft").map(NftCommand::new);
  }

  @Override
  public void apply(Namespace namespace, String ruleset) {
    NftWords.reject(ruleset);
    program.run(namespace, "apply an nft ruleset", List.of("-f", "-"), ruleset);
  }

  @Override
  public String query(Namespace namespace, String command, Format format) {
    List<String> words =
        switch (format) {
          case TEXT -> List.of(command);
          case HANDLES -> List.of("-a", command);
          case JSON -> List.of("-j", command);
        };
    return program.run(namespace, "nft " + command, words, "");
  }
}
