// Azurite's table service, for as long as its starter lives: when the pipe from there closes, this ends, too.
process.stdin.resume().on("end", () => process.exit());
require("azurite/dist/src/table/main.js");
