package dev.netlab.nft.ruleset;

import dev.netlab.nft.ruleset.BaseHook.ChainType;
import dev.netlab.nft.ruleset.BaseHook.Policy;
import dev.netlab.nft.value.Hook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what nft lists, as far as {@link Ruleset#text()} writes it; what was counted is left out.
 */
public final class RulesetParser {
  private final Tokens tokens;

  private RulesetParser(String text) {
    tokens = new Tokens(text);
  }

  /**
   * Reads the output of {@code nft list ruleset}, with handles or without.
   *
   * @throws IllegalArgumentException at text that no compiled ruleset has
   */
  public static Ruleset parse(String text) {
    return new RulesetParser(text).ruleset();
  }

  /**
   * Reads one rule as nft lists it, with comment and handle or without.
   *
   * @throws IllegalArgumentException at text that no compiled rule has
   */
  public static NftRule parseRule(String text) {
    return new RulesetParser(text).rule();
  }

  private Ruleset ruleset() {
    List<NftTable> tables = new ArrayList<>();
    tokens.skipLines();
    while (!tokens.atEnd()) {
      tokens.expect("table");
      TableFamily family = constant(TableFamily.values(), tokens.take());
      String name = tokens.take();
      open();
      List<NftSet> sets = new ArrayList<>();
      List<NftChain> chains = new ArrayList<>();
      while (!tokens.takeIf("}")) {
        if (tokens.takeIf("set") || tokens.takeIf("map")) {
          sets.add(set());
        } else {
          chains.add(chain());
        }
      }
      tokens.skipLines();
      tables.add(new NftTable(family, name, sets, chains));
    }
    return new Ruleset(tables);
  }

  private NftSet set() {
    String name = tokens.take();
    open();
    NftSet set = new SetParser(tokens).set(name);
    tokens.skipLines();
    return set;
  }

  private NftChain chain() {
    tokens.expect("chain");
    String name = tokens.take();
    open();
    Optional<BaseHook> base = tokens.peek().equals("type") ? Optional.of(base()) : Optional.empty();
    List<NftRule> rules = new ArrayList<>();
    tokens.skipLines();
    while (!tokens.takeIf("}")) {
      rules.add(rule());
      tokens.skipLines();
    }
    tokens.skipLines();
    return new NftChain(name, base, rules);
  }

  private void open() {
    tokens.expect("{");
    skipHandle();
    tokens.skipLines();
  }

  private BaseHook base() {
    tokens.expect("type");
    ChainType type = constant(ChainType.values(), tokens.take());
    tokens.expect("hook");
    String hook = tokens.take();
    tokens.expect("priority");
    int priority = priority();
    tokens.expect(";", "policy");
    Policy policy = constant(Policy.values(), tokens.take());
    tokens.expect(";");
    return new BaseHook(type, hook(hook), priority, policy);
  }

  private Hook hook(String name) {
    return Arrays.stream(Hook.values())
        .filter(hook -> hook.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> tokens.unexpected("a hook before this"));
  }

  /** A number, a name, or a name with a distance: {@code dstnat - 10}. */
  private int priority() {
    String word = tokens.take();
    Optional<Integer> known =
        Arrays.stream(BaseHook.Named.values())
            .filter(name -> name.toString().equals(word))
            .map(BaseHook.Named::priority)
            .findFirst();
    if (known.isEmpty()) {
      return Numbers.parse(word);
    }
    int named = known.get();
    if (tokens.takeIf("-")) {
      return named - Numbers.parse(tokens.take());
    }
    return tokens.takeIf("+") ? named + Numbers.parse(tokens.take()) : named;
  }

  private NftRule rule() {
    List<Statement> statements = new ArrayList<>();
    StatementParser parser = new StatementParser(tokens);
    String comment = "";
    while (!tokens.atEnd() && !tokens.peek().equals("\n") && !tokens.peek().equals("#")) {
      if (tokens.takeIf("comment")) {
        String quoted = tokens.take();
        comment = quoted.substring(1, quoted.length() - 1);
      } else {
        statements.add(parser.statement());
      }
    }
    skipHandle();
    return new NftRule(statements, comment);
  }

  private void skipHandle() {
    if (tokens.takeIf("#", "handle")) {
      tokens.take();
    }
  }

  private <T> T constant(T[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> tokens.unexpected("one of " + Arrays.toString(constants)));
  }
}
