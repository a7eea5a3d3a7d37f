package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule: conditions and what to do, from left to right.
 *
 * @param comment where it comes from, empty for none
 * @param listed where it stands, absent for one that was not read from a kernel
 */
public record NftRule(List<Statement> statements, String comment, Optional<Listed> listed) {
  /**
   * A rule as it stands in the kernel.
   *
   * @param handle the kernel's number for it, unique in its table
   * @param words as nft lists it; counted numbers, comment and handle left out
   */
  public record Listed(long handle, String words) {}

  public NftRule {
    statements = List.copyOf(statements);
  }

  /** One that stands nowhere yet. */
  public NftRule(List<Statement> statements, String comment) {
    this(statements, comment, Optional.empty());
  }

  /** For {@code nft -f}, and as nft lists it with nothing counted yet. */
  public String text() {
    String text = statements.stream().map(Statement::text).collect(Collectors.joining(" "));
    return comment.isEmpty() ? text : text + " comment \"" + comment + "\"";
  }

  /** What it does to packets, in nft's words where it was listed: without counter and comment. */
  public String effect() {
    return effect(listed.map(Listed::words).orElseGet(() -> new NftRule(statements, "").text()));
  }

  /** The same of a rule that is written as nft lists it. */
  public static String effect(String text) {
    return text.replaceAll("\\s+", " ").strip().replaceAll("(^| )counter(?= |$)", "").strip();
  }

  /** The kernel's number for it; 0 for one that was not read from a kernel. */
  public long handle() {
    return listed.map(Listed::handle).orElse(0L);
  }

  /** Whether this model has a word for every part of it. */
  public boolean isUnderstood() {
    return unknown().findAny().isEmpty();
  }

  /** The parts that this model has no word for, as they were listed. */
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
