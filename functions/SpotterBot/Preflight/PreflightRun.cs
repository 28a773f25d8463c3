namespace SpotterBot.Preflight;

/// <summary>Goes through the checks in their order. A check that breaks has failed, and the next follows.</summary>
public sealed class PreflightRun(IEnumerable<IPreflightCheck> checks)
{
    /// <summary>What was looked at before there could be a check: it comes first in every run, and may be asked for alone.</summary>
    public const string Settings = "settings";

    public IReadOnlyList<string> Names => [.. checks.Select(c => c.Name)];

    /// <param name="only">Names of checks; empty for all.</param>
    public async IAsyncEnumerable<PreflightResult> LookAsync(IReadOnlyCollection<string> only)
    {
        foreach (var check in checks.Where(c => only.Count == 0 || only.Contains(c.Name)))
        {
            foreach (var found in await FindingsAsync(check))
            {
                yield return new PreflightResult(check.Name, found.Severity, found.Says, found.Remedy);
            }
        }
    }

    private static async ValueTask<IReadOnlyList<Finding>> FindingsAsync(IPreflightCheck check)
    {
        var findings = new List<Finding>();
        try
        {
            await foreach (var finding in check.LookAsync())
            {
                findings.Add(finding);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is a reason not to go live, and no reason to leave the other checks out.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // Only the kind: a message may hold what nobody should read.
            findings.Add(Finding.Blocking($"This could not be looked at: {fault.GetType().Name}.", "Run the program itself and see what it says at start and in its log"));
        }

        return findings;
    }
}
