using SpotterBot.Outreach;

namespace SpotterBot.Preflight.Checks;

/// <summary>The public address leads to this program.</summary>
public sealed class PublicUrlCheck(Wire wire, Urls urls) : IPreflightCheck
{
    public string Name => "public-url";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var health = await wire.HealthAsync();
        yield return health switch
        {
            { Version: null } => Finding.Blocking(
                $"{urls.Health} does not lead to SpotterBot: {health.Answer.Told}.",
                "Start the program, and see that PublicBaseUrl is the address under which the internet reaches it"),
            { Store: not "ok" } => Finding.Blocking(
                $"{urls.Health} says that the program cannot use its store.",
                "See that the app's identity has the role Storage Table Data Contributor, or that the disk is there and not full"),
            _ => Finding.Passed($"{urls.Base} leads to SpotterBot {health.Version}, and its store works."),
        };
    }
}
