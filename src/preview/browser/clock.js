// The clock of the page stands still at the moment that the address of this script names.
