# FerretDB, which speaks MongoDB's protocol, in place of mongod, with the user's number of its official image; and clients of it.
packages=(socat)
command='["mongod"]'
directories=(/data/db)
user=mongodb:999
programs=(github.com/FerretDB/FerretDB/cmd/ferretdb ./clients)

# FerretDB does not start without a file that its module lacks, hence a copy that has it
prepare_programs() {
  local module=github.com/FerretDB/FerretDB
  cp -R --no-preserve=mode "$(go mod download -json $module | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')" ferretdb
  go list -mod=mod -m -f '{{.Version}}' $module > ferretdb/build/version/version.txt
  go mod edit -replace $module=./ferretdb
}
