package dev.netlab.nft.ruleset;

/**
 * Any other object of a table that this model has no record for: a flowtable, a named counter,
 * quota or limit, or a helper. Also a set or map whose type is unknown, or a chain whose hook is
 * unknown.
 *
 * @param kind nft's name for it: {@code flowtable}, {@code quota}, {@code set}
 * @param words the object as listed
 */
public record NftObject(String kind, String name, String words) {}
