namespace SpotterBot.Preflight;

/// <summary><c>--preflight</c>: looks, tells, and says by its exit code whether anything stands in the way.</summary>
public sealed class PreflightCommand(PreflightRun run)
{
    public async Task<int> RunAsync(OperatorArguments arguments, bool development, TextWriter output)
    {
        string[] names = [PreflightRun.Settings, .. run.Names];
        if (arguments.Only.FirstOrDefault(n => !names.Contains(n)) is { } unknown)
        {
            await output.WriteLineAsync($"There is no check {unknown}. There are: {string.Join(", ", names)}.");
            return OperatorCommands.NotUnderstood;
        }

        List<PreflightResult> results = [];
        if (development)
        {
            await TellAsync(new PreflightResult(
                PreflightRun.Settings, Severity.Warning, "These are settings for Development: the ladder's bound is not enforced.",
                "Take DOTNET_ENVIRONMENT=Development out before anybody relies on it"));
        }
        else
        {
            await TellAsync(new PreflightResult(PreflightRun.Settings, Severity.Passed, "The settings are whole, and the ladder keeps its bound.", null));
        }

        await foreach (var result in run.LookAsync(arguments.Only))
        {
            await TellAsync(result);
        }

        await output.WriteLineAsync(arguments.Json ? PreflightReport.Json(results) : PreflightReport.Summary(results));
        return PreflightReport.Passed(results) ? OperatorCommands.Done : OperatorCommands.Failed;

        async Task TellAsync(PreflightResult result)
        {
            results.Add(result);
            if (!arguments.Json)
            {
                await output.WriteLineAsync(PreflightReport.Line(result));
            }
        }
    }
}
