using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CityGeography : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "community_code",
                table: "place",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "data_source",
                table: "place",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "from",
                table: "place",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<DateOnly>(
                name: "named_from",
                table: "place",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "parent_id",
                table: "place",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "street_code",
                table: "place",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "type_code",
                table: "place",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "until",
                table: "place",
                type: "TEXT",
                nullable: true);

            // What was a fixed list is a table now: the old names become codes. Other names move to their own table further down.
            migrationBuilder.Sql(
                """
                UPDATE place SET type_code = CASE type
                    WHEN 'Region' THEN 'region' WHEN 'Zone' THEN 'zone' WHEN 'Block' THEN 'block'
                    WHEN 'StreetOrLane' THEN 'street' WHEN 'DoorPlate' THEN 'plate' ELSE 'poi' END
                """);

            migrationBuilder.AddColumn<string>(
                name: "accuracy",
                table: "managed_component",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "managed_component",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "photo_id",
                table: "managed_component",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "shape",
                table: "managed_component",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "morton_key",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "base_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    layer_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposal = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    drafted_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    drafted_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reviewed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reviewed_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    reviewed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    opinion = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    base_version = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "base_layer",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    set = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind_said = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    provider_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    provider = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    dated_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    scale = table.Column<int>(type: "INTEGER", nullable: true),
                    datum = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    shape = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    metadata = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    supply_asked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_synthetic = table.Column<bool>(type: "INTEGER", nullable: false),
                    live_version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base_layer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "boundary",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    shape = table.Column<byte[]>(type: "BLOB", nullable: false),
                    km2 = table.Column<double>(type: "REAL", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    set_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_boundary", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "boundary_confirmation",
                columns: table => new
                {
                    boundary_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_boundary_confirmation", x => new { x.boundary_code, x.version, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "camera",
                columns: table => new
                {
                    device_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    lon = table.Column<double>(type: "REAL", nullable: false),
                    lat = table.Column<double>(type: "REAL", nullable: false),
                    play_address = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_camera", x => x.device_code);
                });

            migrationBuilder.CreateTable(
                name: "camera_user",
                columns: table => new
                {
                    device_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    registered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_camera_user", x => new { x.device_code, x.unit_id });
                });

            migrationBuilder.CreateTable(
                name: "component_alias",
                columns: table => new
                {
                    other_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    component_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_component_alias", x => x.other_id);
                });

            migrationBuilder.CreateTable(
                name: "data_supply",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    asked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    delivered_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_supply", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "geocode_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    encoding = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    base_version = table.Column<long>(type: "INTEGER", nullable: false),
                    row_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_geocode_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    layer_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    dry_run = table.Column<bool>(type: "INTEGER", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    ended = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    refused_count = table.Column<int>(type: "INTEGER", nullable: false),
                    fault_count = table.Column<int>(type: "INTEGER", nullable: false),
                    warning_count = table.Column<int>(type: "INTEGER", nullable: false),
                    read_as = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    report = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "layer_feature",
                columns: table => new
                {
                    layer_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    cells = table.Column<string>(type: "TEXT", nullable: false),
                    shape = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_layer_feature", x => new { x.layer_id, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "layer_version",
                columns: table => new
                {
                    layer_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    file_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    ended = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false),
                    base_version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_layer_version", x => new { x.layer_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "ownership_statement",
                columns: table => new
                {
                    component_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    stated_by_unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ownership_statement", x => new { x.component_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "past_state",
                columns: table => new
                {
                    layer_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    row = table.Column<string>(type: "TEXT", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    base_version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_past_state", x => new { x.layer_id, x.key, x.number });
                });

            migrationBuilder.CreateTable(
                name: "place_name",
                columns: table => new
                {
                    place_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_name", x => new { x.place_id, x.name, x.from });
                });

            migrationBuilder.CreateTable(
                name: "place_type",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    is_reference = table.Column<bool>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_type", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "geocode_batch_row",
                columns: table => new
                {
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    corrected_address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    place_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    place_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    lon = table.Column<double>(type: "REAL", nullable: true),
                    lat = table.Column<double>(type: "REAL", nullable: true),
                    grid_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    is_estimated = table.Column<bool>(type: "INTEGER", nullable: false),
                    candidates = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_geocode_batch_row", x => new { x.batch_id, x.line });
                    table.ForeignKey(
                        name: "fk_geocode_batch_row_geocode_batch_batch_id",
                        column: x => x.batch_id,
                        principalTable: "geocode_batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.Sql(
                """
                INSERT INTO place_name (place_id, name, "from", kind, source)
                SELECT id, aliases, '0001-01-01', 'Alias', '' FROM place WHERE aliases <> ''
                """);

            migrationBuilder.DropColumn(
                name: "aliases",
                table: "place");

            migrationBuilder.DropColumn(
                name: "type",
                table: "place");

            migrationBuilder.CreateIndex(
                name: "ix_cases_morton_key",
                table: "cases",
                column: "morton_key");

            migrationBuilder.CreateIndex(
                name: "ix_base_change_state_drafted_at",
                table: "base_change",
                columns: new[] { "state", "drafted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_component_alias_component_id",
                table: "component_alias",
                column: "component_id");

            migrationBuilder.CreateIndex(
                name: "ix_geocode_batch_created_at",
                table: "geocode_batch",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_geocode_batch_row_batch_id_state_line",
                table: "geocode_batch_row",
                columns: new[] { "batch_id", "state", "line" });

            migrationBuilder.CreateIndex(
                name: "ix_import_record_asked_at",
                table: "import_record",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "ix_layer_feature_layer_id_until",
                table: "layer_feature",
                columns: new[] { "layer_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_past_state_layer_id_until",
                table: "past_state",
                columns: new[] { "layer_id", "until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "base_change");

            migrationBuilder.DropTable(
                name: "base_layer");

            migrationBuilder.DropTable(
                name: "boundary");

            migrationBuilder.DropTable(
                name: "boundary_confirmation");

            migrationBuilder.DropTable(
                name: "camera");

            migrationBuilder.DropTable(
                name: "camera_user");

            migrationBuilder.DropTable(
                name: "component_alias");

            migrationBuilder.DropTable(
                name: "data_supply");

            migrationBuilder.DropTable(
                name: "geocode_batch_row");

            migrationBuilder.DropTable(
                name: "import_record");

            migrationBuilder.DropTable(
                name: "layer_feature");

            migrationBuilder.DropTable(
                name: "layer_version");

            migrationBuilder.DropTable(
                name: "ownership_statement");

            migrationBuilder.DropTable(
                name: "past_state");

            migrationBuilder.DropTable(
                name: "place_name");

            migrationBuilder.DropTable(
                name: "place_type");

            migrationBuilder.DropTable(
                name: "geocode_batch");

            migrationBuilder.DropIndex(
                name: "ix_cases_morton_key",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "community_code",
                table: "place");

            migrationBuilder.DropColumn(
                name: "data_source",
                table: "place");

            migrationBuilder.DropColumn(
                name: "from",
                table: "place");

            migrationBuilder.DropColumn(
                name: "named_from",
                table: "place");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "place");

            migrationBuilder.DropColumn(
                name: "street_code",
                table: "place");

            migrationBuilder.DropColumn(
                name: "type_code",
                table: "place");

            migrationBuilder.DropColumn(
                name: "until",
                table: "place");

            migrationBuilder.DropColumn(
                name: "accuracy",
                table: "managed_component");

            migrationBuilder.DropColumn(
                name: "note",
                table: "managed_component");

            migrationBuilder.DropColumn(
                name: "photo_id",
                table: "managed_component");

            migrationBuilder.DropColumn(
                name: "shape",
                table: "managed_component");

            migrationBuilder.DropColumn(
                name: "morton_key",
                table: "cases");

            migrationBuilder.AddColumn<string>(
                name: "aliases",
                table: "place",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "type",
                table: "place",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");
        }
    }
}
