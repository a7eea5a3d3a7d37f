# Installs, installs again and removes the checkout in $2, by scripts/install and scripts/trust of $1, and beside what
# others put where netlab goes. In a mount namespace of its own, where those places are empty.
set -u
checkout=$2
mkdir -p "$checkout/scripts" "$checkout/target/dist/current/man"
cp "$1/install" "$1/trust" "$checkout/scripts/"
printf '#!/bin/sh\necho "complete netlab in $2"\n' >"$checkout/scripts/netlab"
chmod 755 "$checkout/scripts/netlab"
echo '.TH NETLAB 1' >"$checkout/target/dist/current/man/netlab.1"
link=/usr/local/bin/netlab
completion=/usr/share/bash-completion/completions/netlab
page=/usr/local/share/man/man1/netlab.1
for each in /usr/local /usr/share; do
  mount -t tmpfs -o mode=755 tmpfs "$each" || exit
done
mkdir -p "${link%/*}" "${page%/*}" "${completion%/*}"
run() {
  "$checkout/scripts/install" "$@" >/dev/null 2>&1
  echo "nlt: $* $?: $(readlink $link || cat $link 2>/dev/null), $(head -1 $completion 2>/dev/null), $(head -1 $page 2>/dev/null)"
}
run
echo 'of an older build' >>"$checkout/target/dist/current/man/netlab.1"
run
run --remove
find /usr/local /usr/share ! -type d
ln -s /elsewhere/scripts/netlab $link
run
run --remove
rm $link
echo foreign >$link
run
rm $link
echo foreign >$completion
run
run --remove
rm $completion
echo foreign >$page
run
run --remove
rm $page
ln -s /elsewhere $completion
run
