package dev.netlab.nft.ruleset;

/** What a rule looks at. */
public sealed interface Expression permits Field, Expression.Masked {
  /** As nft writes it. */
  String text();

  /** Some bits of a field. */
  record Masked(Field field, int mask) implements Expression {
    @Override
    public String text() {
      return field.text() + " & " + Literal.Bits.text(mask);
    }
  }
}
