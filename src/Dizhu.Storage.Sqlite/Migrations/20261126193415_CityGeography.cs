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
            migrationBuilder.DropColumn(
                name: "aliases",
                table: "place");

            migrationBuilder.DropColumn(
                name: "type",
                table: "place");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "component_alias");

            migrationBuilder.DropTable(
                name: "geocode_batch_row");

            migrationBuilder.DropTable(
                name: "place_name");

            migrationBuilder.DropTable(
                name: "place_type");

            migrationBuilder.DropTable(
                name: "geocode_batch");

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
