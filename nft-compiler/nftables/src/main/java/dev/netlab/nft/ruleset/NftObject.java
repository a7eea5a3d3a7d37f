package dev.netlab.nft.ruleset;

/**
 * What else a table has and this model has no record for: a flowtable, a named counter, quota or
 * limit, a helper; also a set or map whose type, or a chain whose hook, it does not know.
 *
 * @param kind as nft calls it: {@code flowtable}, {@code quota}, {@code set}
 * @param words as it was listed
 */
public record NftObject(String kind, String name, String words) {}
