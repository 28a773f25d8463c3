using SpotterBot.Preflight;
using SpotterBot.Roster;
using SpotterBot.Tests.Settings;

namespace SpotterBot.Tests.Roster;

/// <summary>People from a file: all of them, or nobody and why.</summary>
public sealed class RosterFileTests
{
    private static readonly HashSet<string> Reserved = ["+12895550100"];

    [Fact]
    public void People_of_every_role_are_read_with_what_they_speak_and_when_they_are_on()
    {
        var (people, faults) = RosterFile.Read(
            [
                "role,name,phone,languages,hours,time zone",
                "",
                "# the evening crew",
                "peer,Ana,+19055550120,fr en,\"Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00\",America/Toronto",
                "mentor, Mia ,905 555 0121",
                "Coordinator,Cora,(905) 555-0122,,always,Europe/London",
            ],
            Reserved);
        Assert.Empty(faults);
        Assert.Equal(["peer Ana +19055550120", "mentor Mia +19055550121", "coordinator Cora +19055550122"], people.Select(p => $"{p.Role} {p.Name} {p.Phone}"));
        Assert.Equal(["fr", "en"], people[0].Languages);
        Assert.Equal("Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00", people[0].Hours);
        Assert.Equal(("America/Toronto", "UTC", "Europe/London"), (people[0].TimeZone, people[1].TimeZone, people[2].TimeZone));
        Assert.All(people, p => Assert.False(p.Invited));
    }

    [Theory]
    [InlineData("peer,Ana", "is not role, name, phone")]
    [InlineData("boss,Ana,+19055550120", "begins with no role")]
    [InlineData("peer,,+19055550120", "has no name")]
    [InlineData("peer,Ana,911", "has no phone number that can be rung")]
    [InlineData("peer,Ana,+12895550100", "has a number of the service's own")]
    [InlineData("peer,Ana,+19055550120,en,evenings", "has hours that are none")]
    [InlineData("peer,Ana,+19055550120,en,always,Hamilton time", "names a time zone")]
    [InlineData("peer,Ben,+19055550129", "has a number that stands above already")]
    public void With_one_fault_nobody_is_read(string line, string fault)
    {
        var (people, faults) = RosterFile.Read(["peer,Zoe,+19055550129", line], Reserved);
        Assert.Empty(people);
        Assert.StartsWith("Line 2 " + fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--import-roster")]
    [InlineData("--import-roster people.csv --json")]
    [InlineData("--import-roster people.csv --preflight")]
    public void A_command_that_is_not_meant_so_is_none(string arguments) => Assert.Null(OperatorArguments.Read(arguments.Split(' ')));

    [Fact]
    public async Task The_command_puts_them_into_the_store_and_a_dry_run_does_not()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var file = Path.Combine(folder, "people.csv");
            await File.WriteAllLinesAsync(file, ["peer,Ana,+19055550120", "mentor,Mia,+19055550121"]);
            var configuration = Configured.Configuration(("Storage__File", Path.Combine(folder, "spotter.db")));
            Assert.Equal((0, "Would put Ana"), await RunAsync(configuration, file, dryRun: true));
            Assert.Equal((0, "Put Ana"), await RunAsync(configuration, file, dryRun: false));
            await File.WriteAllLinesAsync(file, ["peer,Annie,+19055550120"]);
            Assert.Equal((0, "Put Annie"), await RunAsync(configuration, file, dryRun: false));
            await File.WriteAllLinesAsync(file, ["peer,Annie"]);
            Assert.Equal((1, "Line 1 is not"), await RunAsync(configuration, file, dryRun: false));
            Assert.Equal(1, (await RunAsync(configuration, file + ".gone", dryRun: false)).Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Begins)> RunAsync(Microsoft.Extensions.Configuration.IConfiguration configuration, string file, bool dryRun)
    {
        var output = new StringWriter();
        string[] arguments = dryRun ? ["--import-roster", file, "--dry-run"] : ["--import-roster", file];
        var code = await OperatorCommands.RunAsync(arguments, configuration, development: true, TimeProvider.System, output);
        return (code, string.Join(' ', output.ToString().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Take(code == 0 && dryRun ? 3 : code == 0 ? 2 : 4)));
    }
}
