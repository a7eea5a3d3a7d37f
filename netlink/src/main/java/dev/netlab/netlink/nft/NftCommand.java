package dev.netlab.netlink.nft;

import dev.netlab.netlink.netns.Namespace;
import java.util.List;
import java.util.Optional;

/** Runs the program {@code nft}, once for each operation, on machines without the library. */
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
  public String list(Namespace namespace, Format format) {
    String option =
        switch (format) {
          case HANDLES -> "-a";
          case JSON -> "-j";
        };
    return program.run(namespace, "nft list ruleset", List.of(option, "list", "ruleset"), "");
  }
}
