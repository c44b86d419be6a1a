using Dizhu.Core.Organisations;
using System.Text;

namespace Dizhu.Core.Cases;

/// <summary>Draws the table of moves: a Mermaid diagram and the table itself, kept in <c>docs/generated/case-flow.md</c>.</summary>
public static class CaseFlowDiagram
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Case flow (案件流程)").AppendLine()
            .AppendLine("Generated from `CaseFlow.Moves`; do not edit. `./test --accept` writes it anew.").AppendLine()
            .AppendLine("```mermaid").AppendLine("stateDiagram-v2");
        foreach (var stage in Enum.GetValues<Stage>())
        {
            text.AppendLine($"    {stage}: {stage.Name()}");
        }

        foreach (var group in CaseFlow.Moves.Where(m => !m.Beside && m.Act is not (CaseAct.Cancel or CaseAct.ForceClose)))
        {
            text.AppendLine($"    {(group.From is { } from ? from.ToString() : "[*]")} --> {group.To}: {group.Act.Name()}");
        }

        foreach (var end in Enum.GetValues<Stage>().Where(s => s.IsFinal()))
        {
            text.AppendLine($"    {end} --> [*]");
        }

        text.AppendLine("```").AppendLine()
            .AppendLine("作废 and 强制结案 are left out of the drawing: every stage from 待派遣 to 待结案 leads to 已作废 or 已结案 by them; so are the acts")
            .AppendLine("beside the main line, which change no stage and do not count up the version of the case. The table has them all.").AppendLine()
            .AppendLine("| stage | public status | act | next stage | who may | needs | clause |")
            .AppendLine("|---|---|---|---|---|---|---|");
        foreach (var move in CaseFlow.Moves)
        {
            text.Append("| ").Append(move.From is { } from ? from.Name() : "—")
                .Append(" | ").Append(move.From is { } s ? s.PublicStatus() : "—")
                .Append(" | ").Append(move.Act.Name())
                .Append(" | ").Append(move.To.Name())
                .Append(" | ").AppendJoin("、", move.Posts.Select(Organisations.PostNames.Name))
                .Append(" | ").AppendJoin("；", move.Guards.Select(g => g.Needs))
                .Append(" | ").Append(move.Because).Append(" “").Append(move.Because.Words).AppendLine("” |");
        }

        return text.ToString();
    }
}
