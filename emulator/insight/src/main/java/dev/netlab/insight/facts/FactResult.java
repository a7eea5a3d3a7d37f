package dev.netlab.insight.facts;

/**
 * What became of a fact.
 *
 * @param scenario its scenario's name
 * @param passed whether all its conditions held
 * @param detail what was seen, where; of a fact that failed, of the condition that did not hold
 */
public record FactResult(String id, String scenario, boolean passed, String detail) {}
