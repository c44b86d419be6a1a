using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OpenCasesIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_list_at_id",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_cases_list",
                table: "cases",
                columns: new[] { "list_at", "id", "warn_at", "deferred_until" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_open",
                table: "cases",
                columns: new[] { "street_code", "stage", "unit_id", "list_at", "warn_at", "deferred_until" },
                filter: "list_at < '8000-01-01 00:00:00'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_list",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_open",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_cases_list_at_id",
                table: "cases",
                columns: new[] { "list_at", "id" });
        }
    }
}
