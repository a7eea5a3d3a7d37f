# Builds packages, one with a service and one that conflicts with it, and installs them by the script $1, in a root that is
# this machine's under layers of its own in $2. They come from a source of their own, so that no other is asked.
# $3: "mount", a root that is a mount, or "plain", one that is none and has no folder for what starts at boot.
set -eu
script=$(readlink -f "$1")
work=$2
mount -t tmpfs tmpfs "$work"
root=$work/root
layer() { # the machine's folder $1
  mkdir -p "$work/upper/$1" "$work/work/$1" "$root/$1"
  mount -t overlay -o "lowerdir=/$1,upperdir=$work/upper/$1,workdir=$work/work/$1" overlay "$root/$1"
}
if [ "$3" = mount ]; then
  layer ''
else
  for each in usr etc var; do layer "$each"; done
  for each in bin sbin lib lib32 lib64 libx32; do [ ! -L "/$each" ] || cp -P "/$each" "$root/"; done
  mkdir -p "$root/tmp" "$root/run"
  rm -rf "$root"/etc/rc?.d "$root/etc/systemd"
fi
for each in dev proc sys; do
  mkdir -p "$root/$each"
  mount --rbind "/$each" "$root/$each"
done
mkdir -p "$work/p/DEBIAN" "$work/p/lib/systemd/system" "$work/rival/DEBIAN" "$root/nlt-source"
cat >"$work/p/DEBIAN/control" <<CONTROL
Package: nlt-service
Version: 1
Architecture: all
Maintainer: netlab
Description: a package with a service
CONTROL
cat >"$work/rival/DEBIAN/control" <<CONTROL
Package: nlt-rival
Version: 1
Architecture: all
Conflicts: nlt-service
Maintainer: netlab
Description: a package that can only be where the other is not
CONTROL
cat >"$work/p/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -s /lib/systemd/system/nlt-service.service /etc/systemd/system/multi-user.target.wants/
/usr/sbin/policy-rc.d nlt-service start || echo "nlt: policy says $?"
POSTINST
chmod 755 "$work/p/DEBIAN/postinst"
echo '[Service]' >"$work/p/lib/systemd/system/nlt-service.service"
rm -f "$root/usr/sbin/policy-rc.d"
for each in p rival; do
  deb=$root/nlt-source/$each.deb
  dpkg-deb --root-owner-group -b "$work/$each" "$deb"
  cat "$work/$each/DEBIAN/control"
  printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$each.deb" "$(stat -c %s "$deb")" "$(sha256sum <"$deb" | cut -d' ' -f1)"
done | tee "$root/nlt-source/Packages" >/dev/null
sed -i '/^dpkg-deb: /d' "$root/nlt-source/Packages"
echo 'deb [trusted=yes] file:/nlt-source ./' >"$root/nlt.list"
echo 'Dir::Etc::sourcelist "/nlt.list"; Dir::Etc::sourceparts "-"; Dir::State::lists "/nlt-lists";' >"$root/nlt.conf"
mkdir -p "$root/nlt-lists/partial"
export APT_CONFIG=/nlt.conf
chroot "$root" apt-get update -q
mkdir -p "$root/nlt-scripts"
cp "$script" "$root/nlt-scripts/"
install() { chroot "$root" /nlt-scripts/apt-install "$@"; }
there() { chroot "$root" dpkg-query -W -f '${Package} ${db:Status-Status}\n' 'nlt-*' 2>/dev/null | sed -n 's/ installed$//p' | xargs; }
install nlt-servic. nlt-serv nlt-service+ 'nlt-*' nlt-service=1 || :
echo "nlt: by other names: $(there)"
install nlt-service
echo "nlt: by its name: $(there)"
install nlt-service- || :
echo "nlt: with a minus behind it: $(there)"
install nlt-rival || echo "nlt: refused a rival"
echo "nlt: beside a rival: $(there)"
cd "$root"
for left in usr/sbin/policy-rc.d lib/systemd/system/nlt-service.service etc/systemd/system/multi-user.target.wants/nlt-service.service; do
  if [ -e "$left" ] || [ -L "$left" ]; then echo "nlt: there is $left"; fi
done
