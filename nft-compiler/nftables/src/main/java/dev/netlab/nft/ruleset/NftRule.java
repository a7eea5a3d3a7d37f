package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule: conditions and actions, evaluated from left to right.
 *
 * @param comment where the rule comes from; empty for no comment
 * @param listed the rule's listing; absent if the rule was not read from a kernel
 */
public record NftRule(List<Statement> statements, String comment, Optional<Listed> listed) {
  /**
   * A rule as the kernel lists it.
   *
   * @param handle the kernel's number for the rule, unique in its table
   * @param words the rule as nft lists it, without counter values, comment and handle
   */
  public record Listed(long handle, String words) {}

  public NftRule {
    statements = List.copyOf(statements);
  }

  /** A rule that is not loaded yet. */
  public NftRule(List<Statement> statements, String comment) {
    this(statements, comment, Optional.empty());
  }

  /** The text for {@code nft -f}, which is also how nft lists the rule with counters at zero. */
  public String text() {
    String text = statements.stream().map(Statement::text).collect(Collectors.joining(" "));
    return comment.isEmpty() ? text : text + " comment \"" + comment + "\"";
  }

  /**
   * What the rule does to packets, without counter and comment; in nft's words if the rule was
   * listed.
   */
  public String effect() {
    return effect(listed.map(Listed::words).orElseGet(() -> new NftRule(statements, "").text()));
  }

  /** The same for a rule given as nft lists it. */
  public static String effect(String text) {
    return text.replaceAll("\\s+", " ").strip().replaceAll("(^| )counter(?= |$)", "").strip();
  }

  /** The kernel's number for the rule; 0 if it was not read from a kernel. */
  public long handle() {
    return listed.map(Listed::handle).orElse(0L);
  }

  /** Whether this model can represent every part of the rule. */
  public boolean isUnderstood() {
    return unknown().findAny().isEmpty();
  }

  /** The parts that this model cannot represent, as listed. */
  public Stream<String> unknown() {
    return statements.stream().flatMap(NftRule::unknown);
  }

  private static Stream<String> unknown(Statement statement) {
    return switch (statement) {
      case Statement.Unknown unknown -> Stream.of(unknown.words());
      case Statement.Match match -> Stream.concat(unknown(match.left()), unknown(match.right()));
      case Statement.Dispatch dispatch ->
          Stream.concat(unknown(dispatch.key()), unknown(dispatch.map()));
      case Statement.Update update -> unknown(update.key());
      case Translation.NatBy by ->
          Stream.concat(unknown(by.key()), by.map().stream().flatMap(NftRule::unknown));
      case Statement.Counter _,
          Statement.MarkOr _,
          Statement.MarkAnd _,
          Statement.Decide _,
          Statement.Reject _,
          Statement.Notrack _,
          Statement.ClampMss _,
          Translation.Nat _,
          Translation.NatPrefix _,
          Translation.Masquerade _ ->
          Stream.empty();
    };
  }

  private static Stream<String> unknown(Expression expression) {
    return expression instanceof Expression.Unknown unknown
        ? Stream.of(unknown.words())
        : Stream.empty();
  }

  private static Stream<String> unknown(Operand operand) {
    return switch (operand) {
      case Literal literal -> literal.unknown();
      case Operand.AnonymousSet set -> set.elements().stream().flatMap(Literal::unknown);
      case Operand.NamedSet _, Operand.Flags _ -> Stream.empty();
    };
  }

  private static Stream<String> unknown(Lookup map) {
    return switch (map) {
      case Lookup.Inline inline -> inline.elements().stream().flatMap(SetElement::unknown);
      case Lookup.Named _ -> Stream.empty();
    };
  }
}
