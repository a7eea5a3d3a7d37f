# Builds a package with a service, and installs it by the script $1, in a root that is this machine's under layers of its
# own in $2. $3: "mount", a root that is a mount, or "plain", one that is none and has no folder for what starts at boot.
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
mkdir -p "$work/p/DEBIAN" "$work/p/lib/systemd/system"
cat >"$work/p/DEBIAN/control" <<CONTROL
Package: nlt-service
Version: 1
Architecture: all
Maintainer: netlab
Description: a package with a service
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
dpkg-deb --root-owner-group -b "$work/p" "$root/nlt-service.deb"
mkdir -p "$root/nlt-scripts"
cp "$script" "$root/nlt-scripts/"
chroot "$root" /nlt-scripts/apt-install /nlt-service.deb
cd "$root"
for left in usr/sbin/policy-rc.d lib/systemd/system/nlt-service.service etc/systemd/system/multi-user.target.wants/nlt-service.service; do
  if [ -e "$left" ] || [ -L "$left" ]; then echo "nlt: there is $left"; fi
done
