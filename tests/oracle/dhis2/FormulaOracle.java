import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.hisp.dhis.antlr.AntlrExpressionVisitor;
import org.hisp.dhis.antlr.Parser;
import org.hisp.dhis.antlr.literal.DefaultLiteral;

/** Answers lines: an expression, evaluated by the expression parser of DHIS2; its value, or "error". */
public class FormulaOracle
{
    public static void main( String[] arguments ) throws Exception
    {
        AntlrExpressionVisitor visitor = new AntlrExpressionVisitor() {};
        visitor.setExpressionLiteral( new DefaultLiteral() );
        BufferedReader in = new BufferedReader( new InputStreamReader( System.in, StandardCharsets.UTF_8 ) );
        for ( String line = in.readLine(); line != null; line = in.readLine() )
        {
            String answer;
            try
            {
                answer = String.valueOf( Parser.visit( line, visitor, false ) );
            }
            catch ( RuntimeException refused )
            {
                answer = "error";
            }
            System.out.println( answer );
        }
    }
}
