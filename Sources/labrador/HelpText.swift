/// What `labrador --help` prints.
enum HelpText {
  static let version = "0.1.0"

  static let text = """
    Labrador is the front desk of a veterinary diagnostic laboratory, in the terminal.

    labrador                          opens the desk
    labrador demo                     opens the desk of a demo clinic; --accounts lists who can sign in,
                                      --accounts --json for machines, --reset starts over
    labrador setup --database URL     prepares a PostgreSQL server of your own; URL is a login that may create roles
    labrador doctor                   checks terminal, PostgreSQL and schema, and says what to do
    labrador texts                    prints every text of the desk with its key, for a translation
    labrador keys                     lists every action by its name, with the keys that it has here; --json for machines
    labrador theme list               names the themes, your own among them
    labrador theme check [NAME|FILE]  measures contrast and the distances of the statuses; --json for machines
    labrador theme show [NAME|FILE]   shows every role; --color says with how many colours
    labrador migrate VERB             status, plan, up, down, validate, history or stamp
    labrador seed --clients N         fills a database for measuring with clients; --pets and --bookings say how many
    labrador database url             prints the connection string in use; --as desk or --as owner
    labrador --help, --version

    The desk
      --theme NAME                    dark, light, contrast, colour-blind, phosphor, mono or a file NAME.json5 in
                                      ~/.config/labrador/themes
      --color DEPTH                   mono, 16, 256 or truecolor
      ~/.config/labrador/config.json5 says theme, color, keys, mouse and language for every start

    The database: --database URL, else LABRADOR_DATABASE_URL, else the variables PGHOST, PGDATABASE, PGSERVICE … or
    the section [labrador] of the service file, else a private PostgreSQL that labrador starts by itself.
      --database URL                  postgres://user@host/name or 'host=… dbname=… user=…'
      --demo                          for migrate, seed, database and doctor: the private PostgreSQL of the demo

    labrador migrate
      --to N                          the version to go to (up: the last one; down and stamp need it)
      --migrations DIR                takes the migrations of a folder instead of those built in
      --json                          for machines; also of doctor and setup

    labrador setup
      --service-file PATH             where the desk finds its login (PGSERVICEFILE, else ~/.pg_service.conf)
      --new-password                  gives the desk's role a new password although it has one
      --organization NAME --name STAFF --phone NUMBER --password-file FILE
                                      makes the organisation and its first account; without them a terminal is asked,
                                      and otherwise the first desk. FILE may be - for standard input.
      --slug SHORT --currency INR --time-zone Asia/Kolkata --country IN

    Exit code 0: done; 1: failed, or something was found; 2: the command line was not understood.

    """
}
