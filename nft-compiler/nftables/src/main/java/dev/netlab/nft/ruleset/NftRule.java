package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule: conditions and what to do, from left to right.
 *
 * @param comment where it comes from, empty for none
 */
public record NftRule(List<Statement> statements, String comment) {
  public NftRule {
    statements = List.copyOf(statements);
  }

  /** As nft lists it, with nothing counted yet. */
  public String text() {
    String text = statements.stream().map(Statement::text).collect(Collectors.joining(" "));
    return comment.isEmpty() ? text : text + " comment \"" + comment + "\"";
  }

  /** What it does to packets: without counters and comment. */
  public NftRule effect() {
    return new NftRule(
        statements.stream().filter(s -> !(s instanceof Statement.Counter)).toList(), "");
  }
}
