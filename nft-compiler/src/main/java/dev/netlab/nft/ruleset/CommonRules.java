package dev.netlab.nft.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Which rules of a chain stay: the longest common subsequence of both lists. */
final class CommonRules {
  private final List<Integer> onlyOld = new ArrayList<>();
  private final List<New> onlyNew = new ArrayList<>();

  /**
   * A rule that is added.
   *
   * @param index of it in the new list
   * @param before index in the old list of the rule that stays behind it, absent at the end
   */
  record New(int index, OptionalInt before) {}

  CommonRules(List<NftRule> old, List<NftRule> wanted) {
    int[][] longest = new int[old.size() + 1][wanted.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = wanted.size() - 1; j >= 0; j--) {
        longest[i][j] =
            old.get(i).equals(wanted.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    List<Integer> waiting = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < wanted.size()) {
      if (i < old.size() && j < wanted.size() && old.get(i).equals(wanted.get(j))) {
        int stays = i++;
        j++;
        waiting.forEach(index -> onlyNew.add(new New(index, OptionalInt.of(stays))));
        waiting.clear();
      } else if (j == wanted.size() || (i < old.size() && longest[i + 1][j] >= longest[i][j + 1])) {
        onlyOld.add(i++);
      } else {
        waiting.add(j++);
      }
    }
    waiting.forEach(index -> onlyNew.add(new New(index, OptionalInt.empty())));
  }

  /** Indexes in the old list. */
  List<Integer> onlyOld() {
    return onlyOld;
  }

  /** In order. */
  List<New> onlyNew() {
    return onlyNew;
  }
}
