using SpotterBot.Alarms;

namespace SpotterBot.Preflight.Checks;

/// <summary>Coordinators hear of an outage of the phone company by a way that does not need it.</summary>
public sealed class AlarmsCheck(AlarmUrl alarms, Wire wire, TimeProvider time) : IPreflightCheck
{
    public string Name => "alarms";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        if (alarms.Address is not { } address)
        {
            yield return Finding.Warning(
                "There is no address for alarms: nobody hears of it when calls and texts both fail.", "Set Alarms__Url to an incident tool's or a chat room's address for JSON posts");
            yield break;
        }

        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new AlarmReport("test", "open", now, null, now, 0, 0, "SpotterBot: this is a test. Nothing is wrong.").Content(),
        };
        var answer = await wire.SendAsync(request);
        yield return answer.Status is >= 200 and < 300
            ? Finding.Passed("The address for alarms took a test.")
            : Finding.Blocking($"The address for alarms {(answer.Status is null ? "cannot be reached: " : "")}{answer.Told}.", "See that Alarms__Url is copied whole, and that what stands behind it takes JSON posts");
    }
}
