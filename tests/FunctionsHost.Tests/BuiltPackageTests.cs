using FunctionsHost.App;

namespace FunctionsHost.Tests;

/// <summary>Which package is built anew before it is tested.</summary>
public sealed class BuiltPackageTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 3, 10, 15, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("spotterbot-sources-");

    public BuiltPackageTests()
    {
        foreach (var file in new[] { "functions/Program/Program.cs", "functions/Program/obj/made.cs", "infra/package.sh", "host.json", "global.json", "Directory.Build.props", "package.zip" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.WriteAllText(At(file), "");
        }

        foreach (var entry in _repository.EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            entry.LastWriteTimeUtc = Built - TimeSpan.FromHours(1);
        }

        File.SetLastWriteTimeUtc(At("package.zip"), Built);
    }

    public void Dispose() => _repository.Delete(recursive: true);

    [Theory]
    [InlineData("functions/Program/Program.cs")]
    [InlineData("global.json")]
    [InlineData("Directory.Build.props")]
    [InlineData("infra/package.sh")]
    public void A_source_that_was_changed(string file)
    {
        Assert.True(IsUpToDate());
        File.SetLastWriteTimeUtc(At(file), Built + TimeSpan.FromMinutes(1));
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void A_source_that_is_gone()
    {
        File.Delete(At("functions/Program/Program.cs"));
        Assert.False(IsUpToDate());
    }

    [Fact]
    public void What_a_build_leaves_behind_is_no_source()
    {
        File.WriteAllText(At("functions/Program/obj/more.cs"), "");
        Assert.True(IsUpToDate());
    }

    private bool IsUpToDate() => BuiltPackage.IsUpToDate(At("package.zip"), _repository.FullName);

    private string At(string file) => Path.Combine(_repository.FullName, file);
}
