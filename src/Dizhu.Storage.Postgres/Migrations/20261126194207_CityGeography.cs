using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CityGeography : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "morton_key",
                table: "cases",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_morton_key",
                table: "cases",
                column: "morton_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_morton_key",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "morton_key",
                table: "cases");
        }
    }
}
